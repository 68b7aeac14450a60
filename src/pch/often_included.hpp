// SPDX-License-Identifier: Apache-2.0
// What many files include, read once ahead (-Db_pch=false does without). Each file still includes
// what it uses: script/odr builds without. No include guard: GCC takes one for a mistake here.
#include <algorithm>
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <gio/gio.h>
#include <nlohmann/json.hpp>
#include <spdlog/spdlog.h>
