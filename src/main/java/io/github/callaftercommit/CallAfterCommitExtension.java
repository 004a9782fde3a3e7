// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import io.github.callaftercommit.internal.DeploymentCheck;

/**
 * Adds the library to a deployment, and refuses one in which {@link CallAfterCommit} stands where it cannot work, with
 * everything that is wrong in one report.
 *
 * <p>Containers find it themselves. Whoever builds a container by hand adds it, and nothing else of the library.
 */
public class CallAfterCommitExtension extends DeploymentCheck {

    /** For the container. */
    public CallAfterCommitExtension() {}
}
