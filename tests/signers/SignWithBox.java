import java.io.*;
import java.nio.file.*;
import java.util.*;
import org.apache.pdfbox.pdmodel.*;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.*;
import org.apache.pdfbox.pdmodel.interactive.form.*;

/** Signs a reserved field with PDFBox; the container itself is made by openssl. */
public class SignWithBox {
    public static void main(String[] a) throws Exception {
        String in = a[0], out = a[1], field = a[2], cert = a[3], key = a[4];
        try (PDDocument doc = PDDocument.load(new File(in)); FileOutputStream to = new FileOutputStream(out)) {
            PDSignature signature = new PDSignature();
            if (!field.isEmpty()) {
                PDSignatureField there = (PDSignatureField) doc.getDocumentCatalog().getAcroForm().getField(field);
                there.getCOSObject().setItem(org.apache.pdfbox.cos.COSName.V, signature);
                there.getCOSObject().setNeedToBeUpdated(true);
            }
            signature.setFilter(PDSignature.FILTER_ADOBE_PPKLITE);
            signature.setSubFilter(PDSignature.SUBFILTER_ADBE_PKCS7_DETACHED);
            signature.setName("Box");
            signature.setSignDate(Calendar.getInstance());
            doc.addSignature(signature, content -> {
                Path data = Files.createTempFile("box", ".bin"), made = Files.createTempFile("box", ".der");
                Files.write(data, content.readAllBytes());
                Process p = new ProcessBuilder("openssl", "cms", "-sign", "-binary", "-outform", "DER", "-md", "sha256",
                    "-in", data.toString(), "-signer", cert, "-inkey", key, "-out", made.toString()).start();
                try { if (p.waitFor() != 0) throw new IOException(new String(p.getErrorStream().readAllBytes())); }
                catch (InterruptedException e) { throw new IOException(e); }
                byte[] der = Files.readAllBytes(made);
                Files.delete(data); Files.delete(made);
                return der;
            });
            doc.saveIncremental(to);
        }
    }
}
