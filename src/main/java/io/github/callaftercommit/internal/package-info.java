// SPDX-License-Identifier: Apache-2.0
/**
 * How calls are made after the commit; no API. A call goes from the service or an interceptor through the router, the
 * calls of its transaction and the runner.
 */
@NullMarked
package io.github.callaftercommit.internal;

import org.jspecify.annotations.NullMarked;
