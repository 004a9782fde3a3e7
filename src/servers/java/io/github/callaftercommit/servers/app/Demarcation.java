// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.app;

/** How a transaction is begun and ended. */
public enum Demarcation {
    REQUIRED("@Transactional"), REQUIRES_NEW("@Transactional(REQUIRES_NEW)"), USER_TRANSACTION("UserTransaction"),
    EJB("EJB, container-managed"), EJB_REQUIRES_NEW("EJB, container-managed, REQUIRES_NEW"),
    BEAN_MANAGED("EJB, bean-managed"), EXECUTOR("@Transactional on a managed executor"),
    EJB_ASYNCHRONOUS("EJB, asynchronous method"), TIMER("EJB timer"), MESSAGE("message-driven bean"),
    NONE("no transaction");

    private final String label;

    Demarcation(String label) {
        this.label = label;
    }

    @Override
    public String toString() {
        return label;
    }
}
