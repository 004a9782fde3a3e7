// SPDX-License-Identifier: Apache-2.0
/**
 * Calls methods after the current JTA transaction has committed, at once without one, and never when it rolled back.
 *
 * <p>Start with {@link io.github.callaftercommit.CallAfterCommit}, which is put on a method, or
 * {@link io.github.callaftercommit.AfterCommitService}, which is injected.
 * {@link io.github.callaftercommit.AfterCommitFailure} tells of calls that failed.
 */
@NullMarked
package io.github.callaftercommit;

import org.jspecify.annotations.NullMarked;
