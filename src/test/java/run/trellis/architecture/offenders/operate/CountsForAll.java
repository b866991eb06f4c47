package run.trellis.architecture.offenders.operate;

class CountsForAll {
  static int count;

  int next() {
    return ++count;
  }
}
