package run.trellis.architecture.offenders.operate;

class StringUtils {}
