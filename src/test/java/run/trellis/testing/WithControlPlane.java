package run.trellis.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives the tests of a class a real control plane: parameters of type {@link ControlPlane}, {@link
 * Kubectl} and {@link Sandbox}.
 *
 * <p>One control plane serves all test classes of a JVM. It is started at first need and deleted at
 * the end. With {@code TRELLIS_TEST_KUBECONFIG} set, the running one which that names is used, and
 * stays.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(ControlPlaneExtension.class)
public @interface WithControlPlane {

  /**
   * Whether the class gets a control plane of its own, which costs about 3 s. For tests that stop,
   * freeze or restore parts of it.
   */
  boolean own() default false;
}
