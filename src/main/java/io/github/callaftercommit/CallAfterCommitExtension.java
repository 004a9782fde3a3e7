// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import io.github.callaftercommit.internal.DeploymentCheck;

/**
 * Adds the library to a deployment, and refuses one in which {@link CallAfterCommit} stands where it cannot work, with
 * everything that is wrong in one report.
 *
 * <p>Containers that discover extensions find it themselves. Whoever builds a container by hand names it, and nothing
 * else of the library:
 *
 * <pre>{@code
 * @WeldSetup
 * WeldInitiator weld = WeldInitiator.of(new Weld()
 *         .disableDiscovery()
 *         .addBeanClasses(SignUp.class, Mailer.class)
 *         .addExtensions(new CallAfterCommitExtension(), new TransactionExtension()));
 * }</pre>
 *
 * <p><b>Limits.</b> In a container without it nothing of the library runs: annotated methods are called at once, also
 * in a transaction that rolls back. CDI Lite (Quarkus) has a build-time extension in its place, which nobody needs to
 * name.
 *
 * <p>It rests on Jakarta CDI 4.0, the portable extensions of CDI Full.
 */
public class CallAfterCommitExtension extends DeploymentCheck {

    /** Creates it for the container, which calls its observers. */
    public CallAfterCommitExtension() {}
}
