// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.app;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** A row. */
@Entity
public class Entry {

    @Id
    private String id;

    protected Entry() {}

    Entry(String id) {
        this.id = id;
    }
}
