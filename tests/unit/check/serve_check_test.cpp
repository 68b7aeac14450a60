// SPDX-License-Identifier: Apache-2.0
#include "front/front.hpp"

#include <gmock/gmock.h>

#include <functional>

namespace confab::front {
namespace {

using testing::HasSubstr;

std::string refusalOf(const std::function<void(config::Config&)>& change)
{
    FrontOptions options;
    change(options.config);
    const auto status = Front::check(options);
    return status ? "" : status.error().message;
}

TEST(ServeCheck, TheDefaultsAreRight)
{
    EXPECT_EQ(refusalOf([](auto&) {}), "");
}

TEST(ServeCheck, WhatServeRefusesIsRefused)
{
    EXPECT_THAT(refusalOf([](auto& c) { c.layout.name = "nope"; }), HasSubstr("nope"));
    EXPECT_THAT(refusalOf([](auto& c) { c.rooms["stage"].layout.name = "nope"; }),
                HasSubstr("nope"));
    EXPECT_THAT(refusalOf([](auto& c) { c.layout.folder = "/no/such"; }), HasSubstr("/no/such"));
    EXPECT_THAT(refusalOf([](auto& c) { c.layout.background = "/no/such.png"; }),
                HasSubstr("/no/such.png"));
    EXPECT_THAT(refusalOf([](auto& c) { c.server.listen = "nonsense"; }), HasSubstr("nonsense"));
    EXPECT_THAT(refusalOf([](auto& c) { c.server.listen = "127.0.0.1:99999"; }),
                HasSubstr("99999"));
    EXPECT_THAT(refusalOf([](auto& c) { c.server.tlsCert = "cert.pem"; }), HasSubstr("--tls-key"));
    EXPECT_THAT(refusalOf([](auto& c) { c.server.pipelines = "/no/such"; }), HasSubstr("/no/such"));
}

} // namespace
} // namespace confab::front
