package run.trellis.architecture.offenders.elsewhere;

class IsNowhere {}
