// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace confab::media {

/// Begins to make the key and the certificate of DTLS that all sessions of this process share. The
/// first session would do it otherwise (GStreamer 1.22: RSA of 2048 bits, 0.1 to 0.3 s of CPU), and
/// who opens a room would wait for it. On a thread of its own, which ends with it; a session that
/// is made meanwhile waits for the rest.
void prepareDtlsKey();

} // namespace confab::media
