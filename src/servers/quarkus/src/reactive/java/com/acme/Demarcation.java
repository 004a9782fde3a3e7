// SPDX-License-Identifier: Apache-2.0
package com.acme;

/** How a reactive transaction is begun and ended. */
public enum Demarcation {
    TRANSACTIONAL, WITH_TRANSACTION, STATELESS_WITH_TRANSACTION, AFTER_INNER_WITH_TRANSACTION, PANACHE, SESSION,
    SESSION_FACTORY, STATELESS_SESSION_FACTORY
}
