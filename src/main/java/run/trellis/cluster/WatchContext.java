package run.trellis.cluster;

import java.time.InstantSource;

/** What every watch needs of its surroundings. */
record WatchContext(
    WatchLine line,
    KindDirectory kinds,
    ClusterSettings settings,
    ClusterMetrics metrics,
    Outage outage,
    InstantSource clock) {}
