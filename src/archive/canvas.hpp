// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace confab::archive {

/// The picture of a recording; 0: not said.
struct Canvas {
    int width = 0, height = 0, fps = 0;
    bool operator==(const Canvas&) const = default;
};

/// Its fields, for FieldWriter and FieldReader.
inline constexpr auto fieldsOfCanvas = [](auto& form, Canvas& canvas) {
    form.number("width", canvas.width, 0, 8192);
    form.number("height", canvas.height, 0, 8192);
    form.number("fps", canvas.fps, 0, 240);
};

} // namespace confab::archive
