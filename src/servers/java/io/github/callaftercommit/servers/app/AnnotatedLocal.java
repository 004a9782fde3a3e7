// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.app;

import jakarta.ejb.Local;

/** The only view of its bean. */
@Local
public interface AnnotatedLocal {

    void note(Facts facts, String name);

    void noteWithoutArguments();
}
