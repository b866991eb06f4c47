package run.trellis.cluster;

import io.kubernetes.client.informer.SharedInformerFactory;
import io.kubernetes.client.openapi.ApiClient;
import java.util.concurrent.Executors;

/** Where the client library's controllers look for the watch of a class. */
final class GraphInformers extends SharedInformerFactory {

  GraphInformers(ApiClient client, GraphInformer graphs) {
    super(client, Executors.newVirtualThreadPerTaskExecutor(), true);
    informers.put(GraphResource.class, graphs);
  }
}
