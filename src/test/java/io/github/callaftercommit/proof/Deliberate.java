// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.proof;

/** What fails on purpose. */
final class Deliberate extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** What fails on purpose, checked. */
    static final class Checked extends Exception {

        private static final long serialVersionUID = 1;
    }

    /** What fails on purpose, badly. */
    static final class Worse extends Error {

        private static final long serialVersionUID = 1;
    }

    /** What an interceptor makes of what it has caught. */
    static final class Translated extends RuntimeException {

        private static final long serialVersionUID = 1;

        Translated(Throwable cause) {
            super(cause);
        }
    }
}
