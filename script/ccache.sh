# SPDX-License-Identifier: Apache-2.0
# Sourced by the scripts that build. Without it ccache leaves alone what uses a precompiled header, and knows nothing of
# what a clone in another folder has compiled.
export CCACHE_NOHASHDIR=1
export CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
