"""An authority of a test's own, and a certificate of it for *.pod.example and 127.0.0.2."""
import os
import subprocess


def make(folder):
    """Makes ca.pem, pod.pem and pod.key in a folder."""

    def openssl(*arguments):
        silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        subprocess.run(["openssl", *arguments], cwd=folder, check=True, **silent)

    key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    openssl("req", "-x509", *key, "-keyout", "ca.key", "-out", "ca.pem", "-days", "2", "-subj", "/CN=Authority of a test")
    openssl("req", "-new", *key, "-keyout", "pod.key", "-out", "pod.csr", "-subj", "/CN=pod.example")
    with open(os.path.join(folder, "names"), "w") as file:
        file.write("subjectAltName=DNS:*.pod.example,IP:127.0.0.2\n")
    sign = ["-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "2", "-extfile", "names"]
    openssl("x509", "-req", "-in", "pod.csr", *sign, "-out", "pod.pem")
