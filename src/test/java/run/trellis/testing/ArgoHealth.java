package run.trellis.testing;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.lib.jse.JsePlatform;
import org.yaml.snakeyaml.Yaml;
import run.trellis.api.JsonTree;

/**
 * The health that Argo CD would show of an object, by the scripts in {@code config/argocd}: run as
 * it runs them, with the object as global {@code obj} and a table as the answer.
 *
 * @param status Healthy, Progressing, Degraded or Suspended
 */
public record ArgoHealth(String status, String message) {

  private static final String FILE = "config/argocd/argocd-cm.yaml";

  /** The health of a graph. */
  public static ArgoHealth ofGraph(Map<String, @Nullable Object> graph) {
    return run(
        JsonTree.textAt(
            configuration(), "data", "resource.customizations.health.trellis.run_ResourceGraph"),
        graph);
  }

  /** The health of an instance. */
  public static ArgoHealth ofInstance(Map<String, @Nullable Object> instance) {
    Object customizations =
        new Yaml().load(JsonTree.textAt(configuration(), "data", "resource.customizations"));
    return run(JsonTree.textAt(customizations, "*.example.com/*", "health.lua"), instance);
  }

  private static @Nullable Object configuration() {
    return new Yaml().load(Installation.file(FILE));
  }

  private static ArgoHealth run(String script, Map<String, @Nullable Object> object) {
    Globals globals = JsePlatform.standardGlobals();
    globals.set("obj", lua(object));
    LuaValue health = globals.load(script).call();
    return new ArgoHealth(health.get("status").checkjstring(), health.get("message").tojstring());
  }

  private static LuaValue lua(@Nullable Object value) {
    return switch (value) {
      case null -> LuaValue.NIL;
      case Map<?, ?> map -> {
        LuaTable table = new LuaTable();
        map.forEach((name, child) -> table.set(String.valueOf(name), lua(child)));
        yield table;
      }
      case List<?> list -> {
        LuaTable table = new LuaTable();
        list.forEach(child -> table.set(table.length() + 1, lua(child)));
        yield table;
      }
      case Boolean bool -> LuaValue.valueOf(bool);
      case Number number -> LuaValue.valueOf(number.doubleValue());
      default -> LuaValue.valueOf(String.valueOf(value));
    };
  }
}
