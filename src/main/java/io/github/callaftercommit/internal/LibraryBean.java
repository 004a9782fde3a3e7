// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.internal;

/** Marks the beans and interceptors of the library, so that a container that finds them twice keeps one of each. */
interface LibraryBean {}
