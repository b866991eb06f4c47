package run.trellis.architecture.offenders.expression;

public interface Port {}
