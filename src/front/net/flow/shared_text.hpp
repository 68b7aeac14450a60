// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

namespace confab::front {

/// A text that waits for many and is kept once. It never changes. Any thread.
class SharedText {
public:
    SharedText(std::string text) : text_(std::make_shared<const std::string>(std::move(text))) { }

    const std::string& text() const { return *text_; }
    std::size_t size() const { return text_->size(); }

private:
    std::shared_ptr<const std::string> text_;
};

} // namespace confab::front
