// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.durable;

/** A way to keep the intention to work where a crash cannot reach it. */
interface Recipe {

    /** Places an order and the work for it, in the current transaction. */
    void place(long orderId);

    /** Works until the process ends. */
    void work() throws Exception;
}
