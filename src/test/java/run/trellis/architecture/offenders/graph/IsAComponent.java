package run.trellis.architecture.offenders.graph;

import org.springframework.stereotype.Component;

@Component
class IsAComponent {}
