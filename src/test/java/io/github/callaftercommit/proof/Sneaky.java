// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.proof;

/** Throws checked exceptions where the compiler expects none, as proxies and other languages do. */
final class Sneaky {

    private Sneaky() {}

    @SuppressWarnings("unchecked")
    static <T extends Throwable> RuntimeException thrown(Throwable failure) throws T {
        throw (T) failure;
    }
}
