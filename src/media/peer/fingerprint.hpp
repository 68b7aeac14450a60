// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace confab::media {

/// SHA-256 of a PEM certificate's DER bytes as SDP writes it ("AB:CD:…", RFC 8122); "" if it is
/// not PEM.
std::string fingerprintOf(std::string_view pem);

/// True if `pem` is the certificate that every one of `promised` names, and there is at least one.
/// webrtcbin 1.22 does not compare them: a wrong a=fingerprint still connects.
bool isPromisedCertificate(std::string_view pem, const std::vector<std::string>& promised);

} // namespace confab::media
