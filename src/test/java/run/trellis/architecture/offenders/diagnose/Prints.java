package run.trellis.architecture.offenders.diagnose;

class Prints {
  void print() {
    System.out.println();
  }
}
