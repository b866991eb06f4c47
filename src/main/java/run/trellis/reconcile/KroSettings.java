package run.trellis.reconcile;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The kro dialect.
 *
 * @param enabled whether its definitions are served; without its custom resource definitions in the
 *     cluster there are none
 * @param allowCrdDeletion whether the custom resource definition that a definition generated is
 *     deleted with it, once its last instance is gone
 */
@ConfigurationProperties("trellis.kro")
public record KroSettings(
    @DefaultValue("true") boolean enabled, @DefaultValue("false") boolean allowCrdDeletion) {}
