// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/gst/gst_ref.hpp"

#include <memory>

namespace confab {

/// A new source pad on its way from a streaming thread to the loop. Nothing flows through it until
/// the last copy is gone, so there is time to link it: data that meets an unlinked pad ends the
/// stream for good. Any thread.
class HeldPad {
public:
    explicit HeldPad(GstPad* pad) : block_(std::make_shared<const Block>(pad)) { }

    GstPad* get() const { return block_->pad.get(); }

private:
    struct Block {
        explicit Block(GstPad* p)
            : pad(GRef<GstPad>::share(p)),
              id(gst_pad_add_probe(p, GST_PAD_PROBE_TYPE_BLOCK_DOWNSTREAM, keep, nullptr, nullptr))
        {
        }
        ~Block() { gst_pad_remove_probe(pad.get(), id); }
        static GstPadProbeReturn keep(GstPad*, GstPadProbeInfo*, gpointer)
        {
            return GST_PAD_PROBE_OK;
        }

        GRef<GstPad> pad;
        gulong id;
    };

    std::shared_ptr<const Block> block_;
};

} // namespace confab
