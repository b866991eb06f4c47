package run.trellis.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiRequestTests {

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          GET,    /api/v1/pods,                                           list,             '',   pods,               '', ''
          GET,    /api/v1/namespaces/a/pods?limit=1,                      list,             '',   pods,               a,  ''
          GET,    /api/v1/namespaces/a/pods/p,                            get,              '',   pods,               a,  p
          GET,    /api/v1/namespaces/a/pods?watch=true,                   watch,            '',   pods,               a,  ''
          GET,    /api/v1/namespaces?watch=1,                             watch,            '',   namespaces,         '', ''
          GET,    /api/v1/namespaces/a,                                   get,              '',   namespaces,         '', a
          PUT,    /api/v1/namespaces/a/finalize,                          update,           '',   namespaces/finalize,'', a
          POST,   /apis/apps/v1/namespaces/a/deployments,                 create,           apps, deployments,        a,  ''
          PATCH,  /apis/apps/v1/namespaces/a/deployments/d/status?force=true, patch,        apps, deployments/status, a,  d
          DELETE, /apis/apps/v1/namespaces/a/deployments/d,               delete,           apps, deployments,        a,  d
          DELETE, /apis/apps/v1/namespaces/a/deployments,                 deletecollection, apps, deployments,        a,  ''
          GET,    /apis/apps/v1,                                          get,              '',   '',                 '', ''
          GET,    /openapi/v3/apis/apps/v1,                               get,              '',   '',                 '', ''
          """)
  void isReadAsTheApiServerReadsIt(
      String method,
      String target,
      String verb,
      String group,
      String resource,
      String namespace,
      String name) {
    var request = ApiRequest.of(1, Instant.EPOCH, method, target, "test");

    assertThat(request)
        .extracting(
            ApiRequest::verb,
            ApiRequest::group,
            ApiRequest::resource,
            ApiRequest::namespace,
            ApiRequest::name)
        .containsExactly(verb, group, resource, namespace, name);
  }
}
