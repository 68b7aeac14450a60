// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/glib/gobject.hpp"

#include <gst/gst.h>

namespace confab {

/// A GstMiniObject counts its references by itself.
template <class T> struct MiniObjectTraits {
    static T* ref(T* p)
    {
        return reinterpret_cast<T*>(gst_mini_object_ref(GST_MINI_OBJECT_CAST(p)));
    }
    static void unref(T* p) { gst_mini_object_unref(GST_MINI_OBJECT_CAST(p)); }
};
template <> struct RefTraits<GstBuffer> : MiniObjectTraits<GstBuffer> {
};
template <> struct RefTraits<GstCaps> : MiniObjectTraits<GstCaps> {
};
template <> struct RefTraits<GstEvent> : MiniObjectTraits<GstEvent> {
};
template <> struct RefTraits<GstMessage> : MiniObjectTraits<GstMessage> {
};
template <> struct RefTraits<GstPromise> : MiniObjectTraits<GstPromise> {
};
template <> struct RefTraits<GstSample> : MiniObjectTraits<GstSample> {
};

using StructurePtr = std::unique_ptr<GstStructure, FreeWith<gst_structure_free>>;

} // namespace confab
