// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/gst/gst_ref.hpp"
#include "base/result.hpp"

#include <map>
#include <string>
#include <vector>

namespace confab::media {

/// The bins of the media plane as texts: pipelines/*.pipeline in gst-launch syntax, with
/// {placeholders} and lines of # comment. Built in; a file of the same name in `folder` takes the
/// built-in one's place, so that an operator can swap an encoder without a compiler. Any thread.
class PipelineTexts {
public:
    using Values = std::map<std::string, std::string>;

    explicit PipelineTexts(std::string folder = {}) : folder_(std::move(folder)) { }

    /// Builds the bin `name`; its unlinked pads become pads of the bin. Errc::Media names what is
    /// wrong; for a missing element also the package that brings it.
    Result<GRef<GstElement>> build(const std::string& name, const Values& values = {}) const;

    /// Builds what `description` says; `name` is for the error.
    static Result<GRef<GstElement>> parse(const std::string& name, const std::string& description);

    /// The text after placeholders and comments are gone.
    Result<std::string> text(const std::string& name, const Values& values = {}) const;

    /// All the built-in names.
    static std::vector<std::string> names();

private:
    std::string folder_;
};

/// The Debian 12 package that brings the element, or "" if it is none that confab uses.
std::string packageOf(const std::string& element);

} // namespace confab::media
