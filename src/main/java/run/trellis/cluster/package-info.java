/**
 * The only package that talks to the API server and the only one that imports the Kubernetes
 * client: requests, server-side apply, watches and caches, discovery, OpenAPI documents, inventory
 * storage.
 */
@NullMarked
package run.trellis.cluster;

import org.jspecify.annotations.NullMarked;
