# SPDX-License-Identifier: Apache-2.0
"""The one error of the benchmark."""


class Failure(Exception):
    """Why there is no figure, in one line for a person."""
