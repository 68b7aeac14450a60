// SPDX-License-Identifier: Apache-2.0
// ThreadSanitizer sees what compilers and libc tell it. GLib's locks are futexes inside a library
// that was not compiled for it, and so is what counts references: two threads that keep order by
// them look like two that keep none. script/threads puts this library before GLib; it does what
// GLib does, and says who waits for whom. An edge too many may hide a race; so there are few.
#include <gio/gio.h>
#include <gst/gst.h>

#include <dlfcn.h>

#include <sanitizer/tsan_interface.h>

extern "C" {
#pragma weak __tsan_acquire
#pragma weak __tsan_release
}

namespace {

// Programs of others that a test starts (a shell, nft) have no ThreadSanitizer.
void acquire(void* address)
{
    if (__tsan_acquire)
        __tsan_acquire(address);
}

void release(void* address)
{
    if (__tsan_release)
        __tsan_release(address);
}

template <typename Function> Function* next(Function*, const char* name)
{
    return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

/// What a thread of a pool is to do, and that it was written before.
struct Handed {
    GstElementCallAsyncFunc function;
    gpointer data;
    GDestroyNotify destroy;
};

void runHanded(GstElement* element, gpointer data)
{
    acquire(data);
    auto* handed = static_cast<Handed*>(data);
    handed->function(element, handed->data);
}

void destroyHanded(gpointer data)
{
    acquire(data);
    auto* handed = static_cast<Handed*>(data);
    if (handed->destroy)
        handed->destroy(handed->data);
    delete handed;
}

// The same for a task.
GQuark functionOfTask()
{
    static const GQuark quark = g_quark_from_static_string("tsan-function");
    return quark;
}

void runTask(GTask* task, gpointer source, gpointer data, GCancellable* cancellable)
{
    acquire(task);
    reinterpret_cast<GTaskThreadFunc>(g_object_get_qdata(G_OBJECT(task), functionOfTask()))(
        task, source, data, cancellable);
}

} // namespace

#define NEXT(name) static auto* const real = next(&name, #name)

extern "C" {

void g_mutex_lock(GMutex* mutex)
{
    NEXT(g_mutex_lock);
    real(mutex);
    acquire(mutex);
}

gboolean g_mutex_trylock(GMutex* mutex)
{
    NEXT(g_mutex_trylock);
    const gboolean locked = real(mutex);
    if (locked)
        acquire(mutex);
    return locked;
}

void g_mutex_unlock(GMutex* mutex)
{
    NEXT(g_mutex_unlock);
    release(mutex);
    real(mutex);
}

void g_cond_wait(GCond* condition, GMutex* mutex)
{
    NEXT(g_cond_wait);
    release(mutex);
    real(condition, mutex);
    acquire(mutex);
}

gboolean g_cond_wait_until(GCond* condition, GMutex* mutex, gint64 until)
{
    NEXT(g_cond_wait_until);
    release(mutex);
    const gboolean signalled = real(condition, mutex, until);
    acquire(mutex);
    return signalled;
}

// Who drops a reference is done with the object; who drops the last one destroys it after all
// others.
void g_object_unref(gpointer object)
{
    NEXT(g_object_unref);
    release(object);
    acquire(object);
    real(object);
}

void gst_object_unref(gpointer object)
{
    NEXT(gst_object_unref);
    release(object);
    acquire(object);
    real(object);
}

void gst_mini_object_unref(GstMiniObject* object)
{
    NEXT(gst_mini_object_unref);
    release(object);
    acquire(object);
    real(object);
}

// A buffer that is used again was written by whoever had it last.
GstFlowReturn gst_buffer_pool_acquire_buffer(GstBufferPool* pool, GstBuffer** buffer,
                                             GstBufferPoolAcquireParams* parameters)
{
    NEXT(gst_buffer_pool_acquire_buffer);
    const GstFlowReturn result = real(pool, buffer, parameters);
    if (result == GST_FLOW_OK)
        acquire(*buffer);
    return result;
}

void gst_element_call_async(GstElement* element, GstElementCallAsyncFunc function, gpointer data,
                            GDestroyNotify destroy)
{
    NEXT(gst_element_call_async);
    auto* handed = new Handed{function, data, destroy};
    release(handed);
    real(element, runHanded, handed, destroyHanded);
}

void g_task_run_in_thread(GTask* task, GTaskThreadFunc function)
{
    NEXT(g_task_run_in_thread);
    g_object_set_qdata(G_OBJECT(task), functionOfTask(), reinterpret_cast<gpointer>(function));
    release(task);
    real(task, runTask);
}

} // extern "C"
