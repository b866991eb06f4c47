package run.trellis.testing;

import java.lang.reflect.Method;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Resolves the parameters that {@link WithControlPlane} promises. The stores close what they hold.
 */
final class ControlPlaneExtension implements ParameterResolver {

  private static final Namespace NAMESPACE = Namespace.create(ControlPlaneExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    var type = parameter.getParameter().getType();
    return type == ControlPlane.class || type == Kubectl.class || type == Sandbox.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    var type = parameter.getParameter().getType();
    var controlPlane = controlPlane(context);
    if (type == ControlPlane.class) {
      return controlPlane;
    }
    return type == Kubectl.class ? controlPlane.kubectl() : sandbox(controlPlane, context);
  }

  private static ControlPlane controlPlane(ExtensionContext context) {
    if (wantsItsOwn(context)) {
      // Under a key of its own: a store also finds what the stores above it hold.
      return storeOfClass(context)
          .computeIfAbsent("own", _ -> ControlPlane.start(), ControlPlane.class);
    }
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent("shared", _ -> sharedControlPlane(), ControlPlane.class);
  }

  private static boolean wantsItsOwn(ExtensionContext context) {
    return AnnotationSupport.findAnnotation(
            context.getRequiredTestClass(),
            WithControlPlane.class,
            context.getEnclosingTestClasses())
        .map(WithControlPlane::own)
        .orElse(false);
  }

  /** The store of the outermost class, so that nested classes share its control plane. */
  private static Store storeOfClass(ExtensionContext context) {
    var current = context;
    while (current.getParent().flatMap(ExtensionContext::getTestClass).isPresent()) {
      current = current.getParent().orElseThrow();
    }
    return current.getStore(NAMESPACE);
  }

  private static ControlPlane sharedControlPlane() {
    var running = System.getenv("TRELLIS_TEST_KUBECONFIG");
    return running == null || running.isBlank()
        ? ControlPlane.start()
        : ControlPlane.running(Path.of(running));
  }

  private static Sandbox sandbox(ControlPlane controlPlane, ExtensionContext context) {
    var purpose =
        context
            .getTestMethod()
            .map(Method::getName)
            .orElseGet(() -> context.getRequiredTestClass().getSimpleName());
    return context
        .getStore(NAMESPACE)
        .computeIfAbsent("sandbox", _ -> Sandbox.create(controlPlane, purpose), Sandbox.class);
  }
}
