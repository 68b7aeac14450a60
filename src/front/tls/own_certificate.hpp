// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"

#include <chrono>
#include <string>
#include <vector>

namespace confab::front {

/// How long a certificate of our own is good, and how long before its end it is replaced.
constexpr std::chrono::hours kOwnCertificateLife{24 * 365};
constexpr std::chrono::hours kOwnCertificateRenewal{24 * 30};

/// A certificate that is its own issuer, for these names and numeric addresses, with its key: PEM,
/// both in one text. From now on, for kOwnCertificateLife.
Result<std::string> makeOwnCertificate(const std::vector<std::string>& hosts);

/// Is it for all of these, and good for kOwnCertificateRenewal more from `now` on? False also if it
/// is not a certificate.
bool isCertificateFor(const std::string& pem, const std::vector<std::string>& hosts,
                      std::chrono::system_clock::time_point now);

} // namespace confab::front
