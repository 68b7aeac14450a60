// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/gobject.hpp"

#include <functional>

namespace confab {

/// A promise that hands its reply (null: none) to `handler`, on whatever thread webrtcbin replies
/// from: the handler copies what it needs and posts it, nothing else.
inline GRef<GstPromise> makePromise(std::function<void(const GstStructure*)> handler)
{
    using Handler = std::function<void(const GstStructure*)>;
    return GRef<GstPromise>::adopt(gst_promise_new_with_change_func(
        [](GstPromise* promise, gpointer h) {
            const bool replied = gst_promise_wait(promise) == GST_PROMISE_RESULT_REPLIED;
            (*static_cast<Handler*>(h))(replied ? gst_promise_get_reply(promise) : nullptr);
        },
        new Handler(std::move(handler)), [](gpointer h) { delete static_cast<Handler*>(h); }));
}

} // namespace confab
