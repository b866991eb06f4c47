package run.trellis.architecture.offenders.operate;

class GraphHelper {}
