package run.trellis.reconcile;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.ResourceLock;
import run.trellis.testing.ControlPlane;
import run.trellis.testing.FaultProxy;
import run.trellis.testing.Installation;
import run.trellis.testing.Sandbox;
import run.trellis.testing.WithControlPlane;

/**
 * What tests of a running controller have in common: it is started once for all tests of a class,
 * behind a proxy, and each test has a scenario of its own.
 */
@WithControlPlane
@ResourceLock(RunningController.LOCK)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class LiveController {

  FaultProxy proxy;
  RunningController controller;
  Scenario scenario;

  /** Settings in which the controller of this class differs from that of other tests. */
  String[] settings() {
    return new String[0];
  }

  /** Who the controller is; by default somebody with all rights. */
  Path kubeconfig(ControlPlane controlPlane, Path ofServiceAccount) {
    return controlPlane.kubeconfig();
  }

  @BeforeAll
  void start(ControlPlane controlPlane) {
    Path ofServiceAccount = Installation.on(controlPlane);
    proxy = FaultProxy.inFrontOf(kubeconfig(controlPlane, ofServiceAccount));
    controller = RunningController.start(proxy.kubeconfig(), settings());
  }

  @BeforeEach
  void enter(Sandbox sandbox) {
    scenario = new Scenario(sandbox, proxy);
  }

  @AfterEach
  void leave() {
    scenario.leave();
  }

  @AfterAll
  void stop() {
    controller.close();
    proxy.close();
  }
}
