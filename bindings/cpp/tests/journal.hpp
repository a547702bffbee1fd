// What happened, as lines of text, and waiting for it.

#ifndef JOURNAL_HPP
#define JOURNAL_HPP

#include <portsip/text.hpp>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

class Journal {
public:
    // How long anything may take before a test fails.
    static constexpr auto limit = std::chrono::seconds(60);

    template <class... Values>
    void note(std::string_view event, const Values &...values) {
        std::string line(event);
        ((line += ' ', add(line, values)), ...);
        const std::lock_guard<std::mutex> lock(mutex_);
        lines_.push_back(std::move(line));
        came_.notify_all();
    }

    // Waits for the `nth` (from 1) line that begins with `start`, and copies it. Empty when none
    // came in time.
    std::string wait(std::string_view start, std::size_t nth = 1) {
        std::unique_lock<std::mutex> lock(mutex_);
        const std::string *found = nullptr;
        came_.wait_for(lock, limit, [&] { return (found = find(start, nth)) != nullptr; });
        return found == nullptr ? std::string() : *found;
    }

    // Waits until there are so many lines.
    bool waitForCount(std::size_t count) {
        std::unique_lock<std::mutex> lock(mutex_);
        return came_.wait_for(lock, limit, [&] { return lines_.size() >= count; });
    }

    // How many lines there are. It does not keep from the lock who writes them.
    std::size_t count() {
        const std::lock_guard<std::mutex> lock(mutex_);
        return lines_.size();
    }

    std::size_t count(std::string_view start) {
        const std::lock_guard<std::mutex> lock(mutex_);
        std::size_t count = 0;
        for (const auto &line : lines_) {
            count += begins(line, start);
        }
        return count;
    }

private:
    static bool begins(const std::string &line, std::string_view start) {
        return line.compare(0, start.size(), start) == 0;
    }

    const std::string *find(std::string_view start, std::size_t nth) const {
        for (const auto &line : lines_) {
            if (begins(line, start) && --nth == 0) {
                return &line;
            }
        }
        return nullptr;
    }

    static void add(std::string &line, std::string_view text) { line.append("[").append(text).append("]"); }
    static void add(std::string &line, const std::string &text) { add(line, std::string_view(text)); }
    static void add(std::string &line, const char *text) { add(line, std::string_view(text)); }
    static void add(std::string &line, bool value) { line += value ? "true" : "false"; }
    static void add(std::string &line, PortSIP::Bytes bytes) {
        line += '<';
        for (const auto byte : bytes) {
            line += (line.back() == '<' ? "" : " ") + std::to_string(byte);
        }
        line += '>';
    }
    template <class Number, class = std::enable_if_t<!std::is_convertible_v<Number, std::string_view>>>
    static void add(std::string &line, Number number) {
        line += std::to_string(static_cast<int>(number));
    }

    std::mutex mutex_;
    std::condition_variable came_;
    std::vector<std::string> lines_;
};

#endif
