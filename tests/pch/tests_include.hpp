// SPDX-License-Identifier: Apache-2.0
// The same for the tests: see src/pch.
#include "pch/often_included.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
