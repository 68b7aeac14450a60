// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <variant>

namespace confab {

/// What went wrong, coarse enough to be mapped to an exit status, an HTTP status or a wire code.
enum class Errc { InvalidArgument, NotFound, Conflict, Unavailable, Media, Timeout };

struct Error {
    Errc code;
    std::string message; ///< one line, for a person; says what to do; no trailing full stop
};

/// A value, or the reason why there is none. For failures that can happen in service; a bug is a
/// g_assert() instead.
template <class T> class [[nodiscard]] Result {
public:
    Result(T value) : v_(std::in_place_index<0>, std::move(value)) { }
    Result(Error error) : v_(std::in_place_index<1>, std::move(error)) { }

    explicit operator bool() const { return v_.index() == 0; }
    const T& operator*() const& { return std::get<0>(v_); }
    T& operator*() & { return std::get<0>(v_); }
    T&& operator*() && { return std::get<0>(std::move(v_)); }
    const T* operator->() const { return &std::get<0>(v_); }
    T* operator->() { return &std::get<0>(v_); }
    const Error& error() const { return std::get<1>(v_); }

private:
    std::variant<T, Error> v_;
};

struct Done { };
/// The Result of a function that can fail and has no value to give back.
using Status = Result<Done>;

} // namespace confab
