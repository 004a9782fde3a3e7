// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers;

/** What not every server has. */
enum Feature {

    /** {@code jakarta.enterprise.concurrent.Asynchronous} of Jakarta EE 10. */
    ASYNCHRONOUS,

    /** A message broker that runs inside the server. */
    MESSAGING,

    /** Deployed again and again in one server, with memory to spare for leaks of its own. */
    REDEPLOYMENT,

    /** What an application logs is written even when it has been undeployed. */
    LATE_LOGGING,

    /** Who logs out in a request is nobody for the EJBs that it calls from then on. */
    LOGOUT,

    /** What a transactional bean that an EJB calls writes with JDBC is part of a transaction that the bean begins. */
    TRANSACTION_OF_BEAN_IN_EJB,

    /** What ejb-jar.xml says of the transaction attribute of a method overrides its annotation. */
    DESCRIPTOR_BEFORE_ANNOTATION,

    /** An EJB can be called while the transaction of an EJB is flushed at its commit. */
    EJB_IN_FLUSH_OF_EJB,

    /** MicroProfile REST Client. */
    REST_CLIENT,

    /** An EAR with two WARs, dropped as one file. */
    EAR,

    /** An EAR whose WARs have the jar each. */
    EAR_OF_TWO_LIBRARIES
}
