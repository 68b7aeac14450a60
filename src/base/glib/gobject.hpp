// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <glib-object.h>

#include <functional>
#include <memory>
#include <type_traits>
#include <utility>

struct _GstBuffer;
struct _GstCaps;
struct _GstEvent;
struct _GstMessage;
struct _GstPromise;
struct _GstSample;

namespace confab {

/// How to count references to a T: GObjects by default, the rest by specialisation.
template <class T> struct RefTraits {
    static T* ref(T* p) { return static_cast<T*>(g_object_ref(p)); }
    static void unref(T* p) { g_object_unref(p); }
};
// GStreamer's mini-objects are no GObjects: whoever holds one includes base/gst/gst_ref.hpp.
template <> struct RefTraits<_GstBuffer>;
template <> struct RefTraits<_GstCaps>;
template <> struct RefTraits<_GstEvent>;
template <> struct RefTraits<_GstMessage>;
template <> struct RefTraits<_GstPromise>;
template <> struct RefTraits<_GstSample>;

template <> struct RefTraits<GMainContext> {
    static GMainContext* ref(GMainContext* p) { return g_main_context_ref(p); }
    static void unref(GMainContext* p) { g_main_context_unref(p); }
};
template <> struct RefTraits<GMainLoop> {
    static GMainLoop* ref(GMainLoop* p) { return g_main_loop_ref(p); }
    static void unref(GMainLoop* p) { g_main_loop_unref(p); }
};
template <> struct RefTraits<GBytes> {
    static GBytes* ref(GBytes* p) { return g_bytes_ref(p); }
    static void unref(GBytes* p) { g_bytes_unref(p); }
};
template <> struct RefTraits<GMappedFile> {
    static GMappedFile* ref(GMappedFile* p) { return g_mapped_file_ref(p); }
    static void unref(GMappedFile* p) { g_mapped_file_unref(p); }
};

/// Owns one reference. No constructor takes a T*: each call site names the transfer it relies on.
template <class T> class [[nodiscard]] GRef {
public:
    GRef() = default;
    /// Takes over a (transfer full) pointer.
    static GRef adopt(T* p) { return GRef(p); }
    /// Adds a reference to a (transfer none) pointer.
    static GRef share(T* p) { return GRef(p ? RefTraits<T>::ref(p) : nullptr); }
    /// Takes over a (transfer floating) pointer, as from gst_element_factory_make().
    static GRef sink(T* p) { return GRef(p ? static_cast<T*>(g_object_ref_sink(p)) : nullptr); }

    GRef(const GRef& other) : GRef(share(other.p_)) { }
    GRef(GRef&& other) noexcept : p_(other.release()) { }
    GRef& operator=(GRef other) noexcept
    {
        std::swap(p_, other.p_);
        return *this;
    }
    ~GRef()
    {
        if (p_)
            RefTraits<T>::unref(p_);
    }

    T* get() const { return p_; }
    explicit operator bool() const { return p_ != nullptr; }
    /// Gives the reference away, to a (transfer full) parameter.
    [[nodiscard]] T* release() { return std::exchange(p_, nullptr); }
    /// Where g_object_get() and its like may store a reference.
    T** out()
    {
        *this = {};
        return &p_;
    }

private:
    explicit GRef(T* p) : p_(p) { }

    T* p_ = nullptr;
};

// Things with one owner and a free function: errors, strings.
template <auto Free> struct FreeWith {
    template <class T> void operator()(T* p) const { Free(p); }
};
using GCharPtr = std::unique_ptr<char, FreeWith<g_free>>;
using GErrorPtr = std::unique_ptr<GError, FreeWith<g_error_free>>;

/// Receives a GError** and owns what comes: `GErrorOut error; f(x, error); if (error)
/// error.text()`.
class GErrorOut {
public:
    GErrorOut() = default;
    ~GErrorOut() { g_clear_error(&error_); }
    GErrorOut(const GErrorOut&) = delete;
    GErrorOut& operator=(const GErrorOut&) = delete;

    operator GError**() { return &error_; }
    // Not const: for `if (error)` the conversion above would fit a non-const object better.
    explicit operator bool() { return error_ != nullptr; }
    const char* text() const { return error_ ? error_->message : "no reason given"; }
    bool is(GQuark domain, int code) const { return g_error_matches(error_, domain, code); }

private:
    GError* error_ = nullptr;
};

template <class> struct SignalThunk;
template <class R, class... A> struct SignalThunk<R(A...)> {
    using Fn = std::function<R(A...)>;
    static R call(gpointer, A... args, gpointer fn) { return (*static_cast<Fn*>(fn))(args...); }
    static void destroy(gpointer fn, GClosure*) { delete static_cast<Fn*>(fn); }
};

/// A signal handler that is disconnected with its owner. Disconnecting does not wait for a call
/// that already runs on another thread: a handler of a signal from elsewhere captures values and
/// Loop::bind() results, never `this`.
class Signal {
public:
    Signal() = default;
    template <class Signature, class F>
    static Signal connect(gpointer object, const char* name, F handler)
    {
        using Thunk = SignalThunk<Signature>;
        Signal signal;
        signal.object_ = GRef<GObject>::share(G_OBJECT(object));
        signal.id_ = g_signal_connect_data(object, name, G_CALLBACK(&Thunk::call),
                                           new typename Thunk::Fn(std::move(handler)),
                                           &Thunk::destroy, GConnectFlags{});
        return signal;
    }
    Signal(Signal&& other) noexcept
        : object_(std::move(other.object_)), id_(std::exchange(other.id_, 0))
    {
    }
    Signal& operator=(Signal other) noexcept
    {
        std::swap(object_, other.object_);
        std::swap(id_, other.id_);
        return *this;
    }
    ~Signal()
    {
        if (id_ && g_signal_handler_is_connected(object_.get(), id_))
            g_signal_handler_disconnect(object_.get(), id_);
    }

private:
    GRef<GObject> object_;
    gulong id_ = 0;
};

} // namespace confab
