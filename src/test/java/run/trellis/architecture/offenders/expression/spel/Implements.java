package run.trellis.architecture.offenders.expression.spel;

import run.trellis.architecture.offenders.expression.Port;

public class Implements implements Port {}
