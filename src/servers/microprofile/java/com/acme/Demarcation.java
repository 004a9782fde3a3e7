// SPDX-License-Identifier: Apache-2.0
package com.acme;

/** How a transaction is begun and ended. */
public enum Demarcation {
    REQUIRED, REQUIRES_NEW, USER_TRANSACTION, QUARKUS_TRANSACTION, NONE
}
