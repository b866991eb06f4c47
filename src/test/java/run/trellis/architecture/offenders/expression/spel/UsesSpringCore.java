package run.trellis.architecture.offenders.expression.spel;

import org.springframework.util.StringUtils;

class UsesSpringCore {
  boolean blank(String text) {
    return !StringUtils.hasText(text);
  }
}
