// What the methods of PortSIPLib take for texts and bytes.

#ifndef PORTSIP_TEXT_HPP
#define PORTSIP_TEXT_HPP

#include <portsip_sdk.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace PortSIP {

/// A text given to a method, in UTF-8. Nobody makes one by hand: literals, `std::string`,
/// `std::string_view` and `nullptr` (which the library sees as NULL) become one by themselves.
///
/// A `std::string` or a pointer is handed on as it is; a view is copied, because the library wants
/// a NUL at its end. A text ends at its first NUL.
class Text {
public:
    Text(std::nullptr_t) noexcept : text_(nullptr) {}
    Text(const char *text) noexcept : text_(text) {}
    Text(const std::string &text) noexcept : text_(text.c_str()) {}
    Text(std::string_view text) : copy_(text), text_(copy_.c_str()) {}
#ifdef __cpp_char8_t
    Text(const char8_t *text) noexcept : text_(reinterpret_cast<const char *>(text)) {}
    Text(const std::u8string &text) noexcept : Text(text.c_str()) {}
#endif
    Text(const Text &) = delete;
    Text &operator=(const Text &) = delete;

    /// With a NUL at its end, or nullptr.
    const char *c_str() const noexcept { return text_; }

private:
    std::string copy_;
    const char *text_;
};

/// Bytes that belong to somebody else: a pointer and a size. Made from anything that has `data()`
/// and `size()`, such as a `std::string_view` or a `std::vector<int16_t>` of samples.
class Bytes {
public:
    constexpr Bytes() noexcept = default;
    constexpr Bytes(const std::uint8_t *data, std::size_t size) noexcept : data_(data), size_(size) {}

    template <class Container,
              class Item = std::remove_pointer_t<decltype(std::declval<const Container &>().data())>,
              class = std::enable_if_t<std::is_trivially_copyable_v<Item> &&
                                       !std::is_same_v<Container, Bytes>>>
    Bytes(const Container &container) noexcept
        : data_(reinterpret_cast<const std::uint8_t *>(container.data())),
          size_(container.size() * sizeof(Item)) {}

    constexpr const std::uint8_t *data() const noexcept { return data_; }
    constexpr std::size_t size() const noexcept { return size_; }
    constexpr bool empty() const noexcept { return size_ == 0; }
    constexpr const std::uint8_t *begin() const noexcept { return data_; }
    constexpr const std::uint8_t *end() const noexcept { return data_ + size_; }
    constexpr std::uint8_t operator[](std::size_t index) const noexcept { return data_[index]; }

    /// The same bytes as a text.
    std::string_view text() const noexcept {
        return size_ == 0 ? std::string_view() : std::string_view(reinterpret_cast<const char *>(data_), size_);
    }

private:
    const std::uint8_t *data_ = nullptr;
    std::size_t size_ = 0;
};

namespace detail {

/// A size as C takes it. What C cannot say is negative, which the library refuses.
inline std::int32_t lengthOf(Bytes bytes) noexcept {
    return bytes.size() > std::size_t{INT32_MAX} ? -1 : static_cast<std::int32_t>(bytes.size());
}

/// What a handler was given as a text.
inline std::string_view viewOf(const char *text) noexcept {
    return text == nullptr ? std::string_view() : std::string_view(text);
}

/// What a handler was given as the bytes of a message.
inline std::string_view viewOf(const std::uint8_t *bytes, std::size_t size) noexcept {
    return Bytes(bytes, size).text();
}

/// Reads a text of any length with a function that fills a buffer. `text` changes on success only.
template <class Read>
std::int32_t readText(std::string &text, Read read) {
    constexpr std::size_t largest = 1 << 20;
    std::int32_t code = ECoreBufferTooSmall;
    std::string buffer;
    for (std::size_t size = 256; code == ECoreBufferTooSmall && size <= largest; size *= 4) {
        buffer.resize(size);
        code = read(buffer.data(), static_cast<std::int32_t>(size));
    }
    if (code >= 0) {
        text.assign(buffer.c_str());
    }
    return code;
}

}  // namespace detail
}  // namespace PortSIP

#endif  // PORTSIP_TEXT_HPP
