package run.trellis.operate;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.boot.context.properties.ConfigurationPropertiesBean;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.context.ApplicationContext;

/** Our settings that somebody gave another value than they have by themselves. */
final class ChangedSettings {

  private static final String OURS = "run.trellis.";

  private ChangedSettings() {}

  /** Values by the names of the settings. */
  static SortedMap<String, String> of(ApplicationContext context) {
    SortedMap<String, String> changed = new TreeMap<>();
    for (ConfigurationPropertiesBean bean : ConfigurationPropertiesBean.getAll(context).values()) {
      if (bean.getInstance() instanceof Record settings
          && settings.getClass().getName().startsWith(OURS)) {
        changed.putAll(of(bean.getAnnotation().value(), settings));
      }
    }
    return changed;
  }

  static Map<String, String> of(String prefix, Record settings) {
    Record defaults = defaults(prefix, settings.getClass());
    Map<String, String> changed = new TreeMap<>();
    for (RecordComponent component : settings.getClass().getRecordComponents()) {
      String value = value(component, settings);
      if (!value.equals(value(component, defaults))) {
        changed.put(prefix + "." + dashed(component.getName()), value);
      }
    }
    return changed;
  }

  private static Record defaults(String prefix, Class<? extends Record> type) {
    return new Binder(List.<ConfigurationPropertySource>of()).bindOrCreate(prefix, type);
  }

  private static String value(RecordComponent component, Record settings) {
    try {
      var accessor = component.getAccessor();
      accessor.setAccessible(true);
      return String.valueOf(accessor.invoke(settings));
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("a record does not say its " + component.getName(), e);
    }
  }

  /** The name as it is written in configuration files. */
  static String dashed(String name) {
    return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }
}
