// Phones that one part of a program makes and another starts, uses and destroys.

#include "../phone.hpp"
#include "module.hpp"

TEST_CASE("phones that go from module to module") {
    const Module first = firstModule(), second = secondModule();
    Recorder one, two;
    auto *const lib = first.make(one);
    auto *const other = second.make(two);
    REQUIRE(second.start(*lib) == 0);
    REQUIRE(first.start(*other) == 0);
    CHECK(raise(*lib, "onInviteTrying") == 0);
    CHECK(raise(*other, "onRemoteHold") == 0);
    CHECK(one.journal.wait("onInviteTrying ") != "");
    CHECK(two.journal.wait("onRemoteHold ") != "");

    const auto of_one = std::make_shared<int>(1);
    const auto of_two = std::make_shared<int>(2);
    const auto session = lib->call(addressOf(*lib, "me"), true, false);
    const auto other_session = other->call(addressOf(*other, "me"), true, false);
    REQUIRE(second.listen(*lib, session, of_one) == 0);
    REQUIRE(first.listen(*other, other_session, of_two) == 0);

    // The end of one takes nothing from the other.
    first.destroy(lib);
    CHECK(until([&] { return of_one.use_count() == 1; }));
    CHECK(of_two.use_count() > 1);
    CHECK(raise(*other, "onInviteTrying") == 0);
    CHECK(two.journal.wait("onInviteTrying 4000") != "");
    second.destroy(other);
    CHECK(until([&] { return of_two.use_count() == 1; }));
}
